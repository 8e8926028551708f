//! Reads a list of files, on several threads when there are many.

use std::io;
use std::num::NonZero;
use std::thread;

use super::Request;
use super::file::{self, ParsedFile, SourceFile};

/// Below this many files for each, threads cost more than they save.
const FILES_PER_THREAD: usize = 50;

/// Reads all files; the first one has the number `first`.
///
/// Always on threads of its own: spans of proc-macro2 belong to the thread that made them, and what they keep of each text
/// goes away with it.
pub(super) fn read(files: &[SourceFile], first: usize, request: &Request<'_>) -> Vec<io::Result<ParsedFile>> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = processors.min(files.len() / FILES_PER_THREAD).max(1);
    let chunk = files.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = files
            .chunks(chunk)
            .enumerate()
            .map(|(index, chunk_files)| {
                scope.spawn(move || read_chunk(chunk_files, first + index * chunk, request))
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn read_chunk(files: &[SourceFile], first: usize, request: &Request<'_>) -> Vec<io::Result<ParsedFile>> {
    let numbers = u32::try_from(first).expect("fewer than 2^32 files")..;
    files.iter().zip(numbers).map(|(file, number)| file::read(file, number, request)).collect()
}
