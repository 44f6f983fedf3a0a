@main struct Edgec { static func main() {} }
