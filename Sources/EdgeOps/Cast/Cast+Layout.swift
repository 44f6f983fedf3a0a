import EdgeIR

extension Cast: ElementwiseLayout {}
