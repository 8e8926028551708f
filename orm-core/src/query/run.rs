//! The terminals: what runs a statement on an executor.
