//! How a snapshot is laid out: indented down to the lists of a table, then one entry on a line.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

/// Nesting from which everything stays on one line: file 1, schema 2, tables 3, table 4, columns 5, column 6.
const ONE_LINE_FROM: usize = 6;

/// `value` for people: indented, one column or key on a line.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let mut text = written(value, EntryPerLine::default());
    text.push('\n');
    text
}

/// `value` for the hash: no spaces.
pub(super) fn compact(value: &impl Serialize) -> String {
    written(value, CompactFormatter)
}

fn written(value: &impl Serialize, formatter: impl Formatter) -> String {
    let mut bytes = Vec::with_capacity(1024);
    let mut serializer = Serializer::with_formatter(&mut bytes, formatter);
    value.serialize(&mut serializer).expect("mirror types serialize, and a Vec takes every byte");
    String::from_utf8(bytes).expect("serde_json writes UTF-8")
}

#[derive(Default)]
struct EntryPerLine {
    depth: usize,
    has_entries: bool,
}

impl EntryPerLine {
    fn open<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_entries = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_entries {
            if self.depth + 1 < ONE_LINE_FROM {
                self.start_line(writer)?;
            } else if bracket == b"}" {
                writer.write_all(b" ")?;
            }
        }
        self.has_entries = true;
        writer.write_all(bracket)
    }

    fn before_entry<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        is_first: bool,
        in_list: bool,
    ) -> io::Result<()> {
        if !is_first {
            writer.write_all(b",")?;
        }
        if self.depth < ONE_LINE_FROM {
            self.start_line(writer)
        } else if is_first && in_list {
            Ok(())
        } else {
            writer.write_all(b" ")
        }
    }

    fn start_line<W: ?Sized + io::Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| writer.write_all(b"  "))
    }
}

impl Formatter for EntryPerLine {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.before_entry(writer, first, true)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_entries = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.before_entry(writer, first, false)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_entries = true;
        Ok(())
    }
}
