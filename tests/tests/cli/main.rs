//! The programs as a person or a script meets them: stdout, stderr, exit code.
