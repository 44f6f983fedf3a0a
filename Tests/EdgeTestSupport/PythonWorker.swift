import Foundation
import Synchronization
import Synchronization

/// A Python process that answers one JSON line for each JSON line, started at the first question and restarted when
/// it dies. Questions from several threads are answered one after the other.
final class PythonWorker: Sendable {
  private let script: String
  private let connection = Mutex<Connection?>(nil)

  /// - Parameter script: a file in `Tests/Oracles`.
  init(script: String) {
    self.script = script
  }

  func ask<Answer: Decodable>(_ question: some Encodable, expecting: Answer.Type) throws -> Answer {
    let line = try JSONEncoder().encode(question) + [UInt8(ascii: "\n")]
    let answer = try connection.withLock { connection in
      let current = try connection ?? Connection(script: script)
      connection = current
      do {
        return try current.exchange(line)
      } catch {
        connection = nil
        throw error
      }
    }
    if let failure = try? JSONDecoder().decode(Failure.self, from: answer) { throw failure }
    return try JSONDecoder().decode(Answer.self, from: answer)
  }

  /// What the script's library said about the question.
  struct Failure: Error, Decodable, CustomStringConvertible {
    let error: String
    var description: String { error }
  }

  /// The script ended without an answer: its library crashed.
  struct Crash: Error, CustomStringConvertible {
    let script: String
    var description: String { "\(script) died while answering" }
  }

  private final class Connection {
    private let script: String
    private let process = Process()
    private let questions = Pipe()
    private let answers = Pipe()
    private var unread = Data()

    init(script: String) throws {
      self.script = script
      // A write to a dead worker shall be an error here, not the end of the test run.
      signal(SIGPIPE, SIG_IGN)
      process.executableURL = URL(filePath: try python())
      process.arguments = ["\(Fixture.packageRoot)/Tests/Oracles/\(script)"]
      process.standardInput = questions
      process.standardOutput = answers
      process.standardError = FileHandle.nullDevice
      try Self.starting.withLock { _ in try process.run() }
    }

    /// Foundation starts one process at a time safely, several at once not.
    private static let starting = Mutex(())

    deinit {
      try? questions.fileHandleForWriting.close()
    }

    func exchange(_ line: Data) throws -> Data {
      do {
        try questions.fileHandleForWriting.write(contentsOf: line)
      } catch {
        throw Crash(script: script)
      }
      while true {
        if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
          let answer = unread[..<end]
          unread = Data(unread[(end + 1)...])
          return Data(answer)
        }
        let more = answers.fileHandleForReading.availableData
        if more.isEmpty { throw Crash(script: script) }
        unread += more
      }
    }
  }
}

/// The Python interpreter of `make venv`, which has the oracles that tests compare with.
///
/// - Throws: `MissingTool`: a test that needs an oracle fails without it, it is never skipped.
public func python() throws -> String {
  let path = "\(Fixture.packageRoot)/.venv/bin/python"
  guard FileManager.default.isExecutableFile(atPath: path) else {
    throw MissingTool(".venv/bin/python", remedy: "make venv")
  }
  return path
}
