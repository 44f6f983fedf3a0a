import EdgeIR

extension Clip: ElementwiseLayout {}
