/// The version that `--version` prints and that every artefact carries.
public enum EdgecVersion {
  public static let text = "0.1.0"
}
