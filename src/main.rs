//! The program: hands the arguments to the command line.

fn main() {}
