//! Scalar functions.

/// A scalar function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Small letters.
    Lower,
    /// Capital letters.
    Upper,
    /// The number of characters.
    Length,
    /// The text without blanks around it.
    Trim,
    /// The text without blanks before it.
    TrimStart,
    /// The text without blanks behind it.
    TrimEnd,
    /// Text, what is searched, what takes its place.
    Replace,
    /// Text, first character from 1, number of characters.
    Substring,
    /// Text, what is searched: the place from 1, or 0.
    Position,
    /// Text, number of characters.
    Left,
    /// Text, number of characters.
    Right,
    /// Text, number of times.
    Repeat,
    /// Text, length, fill.
    PadStart,
    /// Text, length, fill.
    PadEnd,
    /// The text backwards.
    Reverse,
    /// Text, regular expression.
    Matches,
    /// The absolute value.
    Abs,
    /// -1, 0 or 1.
    Sign,
    /// The next integer below.
    Floor,
    /// The next integer above.
    Ceiling,
    /// The nearest integer.
    Round,
    /// The square root.
    SquareRoot,
    /// Base, exponent.
    Power,
    /// The larger of two; NULL when either is.
    Greatest,
    /// The smaller of two; NULL when either is.
    Least,
    /// The first argument that is not NULL.
    Coalesce,
    /// NULL when both arguments are equal, else the first.
    NullIf,
    /// The day of the statement, in UTC.
    CurrentDate,
    /// The day of a time.
    Day(TimeForm),
    /// A part of a time as an integer.
    Extract(TimePart, TimeForm),
    /// A time with the parts below this one at their beginning.
    Truncate(TimePart, TimeForm),
    /// Time, number of such parts.
    Plus(TimePart, TimeForm),
    /// The seconds from the second time to the first.
    SecondsBetween,
    /// Document, part of a document.
    JsonContains,
    /// Array, array of what is in it.
    ArrayContains,
    /// Array, array it is a part of.
    ArrayContainedIn,
    /// Array, array that has an element in common.
    ArrayOverlaps,
    /// Array, element.
    ArrayHas,
    /// The number of elements.
    ArrayLength,
    /// Array, element at its end.
    ArrayAppend,
}

/// A part of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimePart {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Days.
    Day,
    /// Hours.
    Hour,
    /// Minutes.
    Minute,
    /// Seconds.
    Second,
}

/// How a time is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeForm {
    /// A day.
    Date,
    /// A date and time without a zone.
    Local,
    /// A point in time; its parts are those in UTC.
    Utc,
}
