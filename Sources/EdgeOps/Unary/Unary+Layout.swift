import EdgeIR

extension Unary: ElementwiseLayout {}
