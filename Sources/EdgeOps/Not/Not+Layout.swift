import EdgeIR

extension Not: ElementwiseLayout {}
