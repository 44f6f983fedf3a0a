import EdgeIR

extension Where: ElementwiseLayout {}
