import Foundation

/// The loudness of 16 frequencies in 31 frames: what `features` in `train.py` computes.
struct Features {
  static let frameLength = 256
  static let frameCount = 31
  private static let bandCount = 16
  private static let rate = 8000.0

  /// For each band a frame of cosines and one of sines, under a window.
  private let waves: [(cosines: [Float], sines: [Float])]

  init() {
    let places = (0..<Self.frameLength).map(Double.init)
    let window = places.map { 0.5 - 0.5 * cos(2 * .pi * $0 / Double(Self.frameLength)) }
    waves = (0..<Self.bandCount).map { band in
      let frequency = 200 * pow(3600 / 200, Double(band) / Double(Self.bandCount - 1))
      let angles = places.map { 2 * Double.pi * frequency * $0 / Self.rate }
      return (
        zip(angles, window).map { Float(cos($0) * $1) }, zip(angles, window).map { Float(sin($0) * $1) }
      )
    }
  }

  /// Band by band, each with one number for every whole frame of the samples.
  func spectrum(of samples: [Float]) -> [Float] {
    let starts = stride(from: 0, through: samples.count - Self.frameLength, by: Self.frameLength)
    return waves.flatMap { wave in
      starts.map { start in
        var (real, imaginary): (Float, Float) = (0, 0)
        for place in 0..<Self.frameLength {
          real += samples[start + place] * wave.cosines[place]
          imaginary += samples[start + place] * wave.sines[place]
        }
        return log10(real * real + imaginary * imaginary + 0.01)
      }
    }
  }
}
