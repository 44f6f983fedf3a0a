import EdgeIR

extension Compare: ElementwiseLayout {}
