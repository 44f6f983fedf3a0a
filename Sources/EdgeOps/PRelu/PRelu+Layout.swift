import EdgeIR

extension PRelu: ElementwiseLayout {}
