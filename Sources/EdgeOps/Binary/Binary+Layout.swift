import EdgeIR

extension Binary: ElementwiseLayout {}
