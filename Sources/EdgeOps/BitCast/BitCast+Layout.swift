import EdgeIR

extension BitCast: ElementwiseLayout {}
