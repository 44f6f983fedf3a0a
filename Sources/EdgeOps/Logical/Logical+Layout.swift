import EdgeIR

extension Logical: ElementwiseLayout {}
