/// What the arena planner has to place: steps that read and write buffers, with nothing said about what they compute.
///
/// Dependencies follow from the buffers: a step runs after whatever writes the bytes it reads. Constants are not
/// in the problem. The caller fills the inputs before the first step; their bytes are reused once read for the
/// last time, so an input that has to survive the run is listed among the outputs too.
public struct ArenaProblem: Hashable, Sendable {
  public struct Buffer: Hashable, Sendable {
    public var name: String
    public var sizeInBytes: Int

    public init(name: String, sizeInBytes: Int) {
      self.name = name
      self.sizeInBytes = sizeInBytes
    }
  }

  /// One call of a kernel.
  public struct Step: Hashable, Sendable {
    public var name: String
    /// Buffer indices; the same one may appear several times.
    public var inputs: [Int]
    /// Buffer indices, each written whole and by this step only.
    public var outputs: [Int]
    /// Bytes the kernel needs while it runs, apart from everything it reads and writes.
    public var scratchBytes: Int
    /// Which inputs an output may be written over. A pair that is not listed is kept apart.
    public var overlaps: [Overlap]

    public init(
      name: String, inputs: [Int], outputs: [Int], scratchBytes: Int = 0, overlaps: [Overlap] = []
    ) {
      self.name = name
      self.inputs = inputs
      self.outputs = outputs
      self.scratchBytes = scratchBytes
      self.overlaps = overlaps
    }
  }

  /// Leave to write an output over an input that the same step reads for the last time.
  public struct Overlap: Hashable, Sendable {
    public enum Rule: Hashable, Sendable {
      /// Both begin at the same byte: right for any kernel that writes an element after the last use of the
      /// input's element in that place, in whatever order it visits them.
      case samePlace
      /// Looping upwards (first row first), the output may begin at least `forward` bytes before the input does;
      /// looping downwards, at least `backward` bytes after. A nil distance means that the kernel does not
      /// offer that direction.
      case distance(forward: Int?, backward: Int?)
    }

    /// A position in the step's `inputs`. A buffer read at several positions needs an overlap for each of them.
    public var input: Int
    /// A position in the step's `outputs`.
    public var output: Int
    public var rule: Rule

    public init(input: Int, output: Int, _ rule: Rule) {
      self.input = input
      self.output = output
      self.rule = rule
    }
  }

  /// Another name for part of a buffer: a reshape (offset 0, same size), a part of a split or of a concatenation.
  ///
  /// Either the root or its views may be the ones that steps write, but every byte has at most one writer.
  /// Views of views are allowed.
  public struct View: Hashable, Sendable {
    public var buffer: Int
    public var root: Int
    /// In bytes from the start of `root`; the view ends within it.
    public var offset: Int

    public init(buffer: Int, of root: Int, offset: Int = 0) {
      self.buffer = buffer
      self.root = root
      self.offset = offset
    }
  }

  public var buffers: [Buffer]
  public var steps: [Step]
  /// Buffers that are filled before the first step.
  public var inputs: [Int]
  /// Buffers that are intact after the last step.
  public var outputs: [Int]
  public var views: [View]
  /// Every buffer that is not a view starts at a multiple of this.
  public var alignment: Int

  public init(
    buffers: [Buffer], steps: [Step], inputs: [Int], outputs: [Int], views: [View] = [], alignment: Int = 16
  ) {
    self.buffers = buffers
    self.steps = steps
    self.inputs = inputs
    self.outputs = outputs
    self.views = views
    self.alignment = alignment
  }
}
