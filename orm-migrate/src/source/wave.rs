//! Reads a list of files, on several threads when there is much to read.

use std::io;
use std::num::NonZero;
use std::ops::Range;
use std::thread;

use super::Request;
use super::file::{self, Outcome, ParsedFile, SourceFile};
use super::pieces;

/// Below this many bytes for each, threads cost more than they save.
const BYTES_PER_THREAD: usize = 100 * 1024;

/// What a list of files holds.
pub(super) struct Wave {
    pub(super) parsed: Vec<ParsedFile>,
    /// Files that cannot be read.
    pub(super) unreadable: Vec<(SourceFile, io::Error)>,
    /// The first number that is free.
    pub(super) next_number: u32,
}

/// A text, or a part of one.
struct Job<'a> {
    file: &'a SourceFile,
    text: &'a str,
    part: Range<usize>,
    number: u32,
}

/// Reads all files; the first one has the number `first`.
///
/// Always on threads of its own: spans of proc-macro2 belong to the thread that made them, and what they keep of each text
/// goes away with it.
pub(super) fn read(files: &[SourceFile], first: u32, request: &Request<'_>) -> Wave {
    let mut texts = Vec::with_capacity(files.len());
    let mut unreadable = Vec::new();
    for file in files {
        match file::text(&file.path) {
            Ok(text) => texts.push((file, text)),
            Err(error) => unreadable.push((file.clone(), error)),
        }
    }
    let parts = texts
        .iter()
        .flat_map(|(file, text)| pieces::of(text).into_iter().map(move |part| (*file, text, part)));
    let jobs: Vec<Job<'_>> =
        (first..).zip(parts).map(|(number, (file, text, part))| Job { file, text, part, number }).collect();
    let next_number = jobs.last().map_or(first, |job| job.number + 1);
    let parsed = whole(run(&jobs, request), &jobs, request);
    Wave { parsed, unreadable, next_number }
}

/// Does all jobs, in their order.
fn run(jobs: &[Job<'_>], request: &Request<'_>) -> Vec<Outcome> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let bytes: usize = jobs.iter().map(|job| job.part.len()).sum();
    let threads = processors.min(bytes / BYTES_PER_THREAD).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = shares(jobs, bytes.div_ceil(threads))
            .into_iter()
            .map(|share| scope.spawn(move || share.iter().map(|job| parse(job, request)).collect()))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| -> Vec<Outcome> {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    })
}

/// Cuts a list of jobs where about `bytes` are together.
fn shares<'j, 'a>(jobs: &'j [Job<'a>], bytes: usize) -> Vec<&'j [Job<'a>]> {
    let mut shares = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (index, job) in jobs.iter().enumerate() {
        sum += job.part.len();
        if sum >= bytes || index + 1 == jobs.len() {
            shares.push(&jobs[start..=index]);
            (start, sum) = (index + 1, 0);
        }
    }
    shares
}

fn parse(job: &Job<'_>, request: &Request<'_>) -> Outcome {
    file::parse(job.file, (&job.text[..job.part.start], &job.text[job.part.clone()]), job.number, request)
}

/// Puts a whole file in the place of its parts when one of them made no sense alone.
fn whole(outcomes: Vec<Outcome>, jobs: &[Job<'_>], request: &Request<'_>) -> Vec<ParsedFile> {
    let mut outcomes = outcomes.into_iter();
    let mut parsed = Vec::with_capacity(jobs.len());
    for parts in jobs.chunk_by(|one, other| std::ptr::eq(one.file, other.file)) {
        let of_file: Vec<Outcome> = outcomes.by_ref().take(parts.len()).collect();
        if parts.len() > 1 && of_file.iter().any(|outcome| !outcome.is_rust) {
            let all = Job { part: 0..parts[0].text.len(), ..parts[0] };
            parsed.extend(run(&[all], request).into_iter().map(|outcome| outcome.file));
        } else {
            parsed.extend(of_file.into_iter().map(|outcome| outcome.file));
        }
    }
    parsed
}
