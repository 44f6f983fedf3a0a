import EdgeIR

extension HardSwish: ElementwiseLayout {}
