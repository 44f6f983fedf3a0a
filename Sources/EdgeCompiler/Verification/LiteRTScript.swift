/// What a Python with LiteRT executes to run a model: one process for all samples.
enum LiteRTScript {
  /// Exit code 3 when no runtime can be imported. With `--probe` it only says which one there is.
  static let text = #"""
    import sys


    def runtime():
        try:
            from ai_edge_litert import interpreter
            return "ai_edge_litert", interpreter.Interpreter, interpreter.OpResolverType
        except ImportError:
            pass
        try:
            from tflite_runtime import interpreter
            return "tflite_runtime", interpreter.Interpreter, interpreter.OpResolverType
        except ImportError:
            pass
        try:
            import tensorflow
            return "tensorflow", tensorflow.lite.Interpreter, tensorflow.lite.experimental.OpResolverType
        except ImportError:
            sys.exit(3)


    name, Interpreter, OpResolverType = runtime()
    if sys.argv[1] == "--probe":
        print(name)
        sys.exit(0)

    import numpy

    model, resolver, folder, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    kinds = {"reference": OpResolverType.BUILTIN_REF, "standard": OpResolverType.AUTO}
    interpreter = Interpreter(model_path=model, experimental_op_resolver_type=kinds[resolver], num_threads=1)
    interpreter.allocate_tensors()
    for sample in range(count):
        for index, detail in enumerate(interpreter.get_input_details()):
            array = numpy.load(f"{folder}/{sample}_input_{index}.npy")
            interpreter.set_tensor(detail["index"], array.reshape(detail["shape"]))
        interpreter.invoke()
        for index, detail in enumerate(interpreter.get_output_details()):
            array = numpy.ascontiguousarray(interpreter.get_tensor(detail["index"]))
            numpy.save(f"{folder}/{sample}_output_{index}.npy", array)
    """#
}
