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
    /// Text, regular expression that does not tell large letters from small ones.
    MatchesAnyCase,
    /// Text, regular expression, what takes the place of each part that matches it.
    ReplaceMatches,
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
    /// Number, digits behind the point.
    RoundTo,
    /// Decimal, digits behind the point.
    RoundDecimalTo,
    /// The integer next to it, toward zero.
    WithoutFraction,
    /// Dividend, divisor: the integer next to the quotient, toward zero.
    Quotient,
    /// A number from 0 up to 1, by chance.
    Random,
    /// The number π.
    Pi,
    /// Euler's number to the power of it.
    Exponential,
    /// The natural logarithm.
    NaturalLogarithm,
    /// The logarithm to the base 10.
    DecimalLogarithm,
    /// Base, number.
    Logarithm,
    /// The sine of radians.
    Sine,
    /// The cosine of radians.
    Cosine,
    /// The tangent of radians.
    Tangent,
    /// The radians whose sine it is.
    ArcSine,
    /// The radians whose cosine it is.
    ArcCosine,
    /// The radians whose tangent it is.
    ArcTangent,
    /// Y, x: the radians between the x axis and that point.
    ArcTangent2,
    /// Radians in degrees.
    Degrees,
    /// Degrees in radians.
    Radians,
    /// The number with the other sign.
    Negate,
    /// The bits that both have.
    BitAnd,
    /// The bits that either has.
    BitOr,
    /// The bits that one of both has.
    BitXor,
    /// The bits that it does not have.
    BitNot,
    /// Integer, number of bits.
    ShiftLeft,
    /// Integer, number of bits; the sign moves in.
    ShiftRight,
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
    /// The days from the day of the second time to that of the first.
    DaysBetween(TimeForm),
    /// A number that a calendar or a clock has for a time.
    Unit(TimeUnit, TimeForm),
    /// Seconds since 1970 as a time.
    FromUnix,
    /// The time of day of the statement, in UTC.
    CurrentTime,
    /// Year, month, day.
    MakeDate,
    /// Point in time, zone: the date and time there.
    AtTimeZone(ZoneForm),
    /// Date and time, zone: the point in time.
    FromTimeZone(ZoneForm),
    /// Is a key left out of the groups of this row? One bit for each.
    Grouping,
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
    /// Array, element at its beginning.
    ArrayPrepend,
    /// Array, array behind it.
    ArrayConcat,
    /// Array, place from 1.
    ArrayElement,
    /// Array, element to leave out.
    ArrayRemove,
    /// Array, element, what takes its place.
    ArrayReplace,
    /// Array, element: its first place from 1.
    ArrayPosition,
    /// Array, separator.
    ArrayToText,
    /// Text, separator.
    Split,
    /// Document, document: members of the second take the place of those of the first, `null` removes them.
    JsonMergePatch,
    /// Document, document: both, one after the other.
    JsonConcat,
    /// Document, keys: it has any of them.
    JsonHasAnyKey,
    /// Document, keys: it has all of them.
    JsonHasAllKeys,
    /// Document, `JSONPath`: something is there.
    JsonPathExists,
    /// An array of JSON.
    JsonArray,
    /// An object of JSON: names and values in turn.
    JsonObject,
    /// Vector, vector: the distance of that name.
    Distance(VectorDistance),
    /// A function of full-text search.
    Search(SearchFunction),
}

/// A distance of two vectors (pgvector).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VectorDistance {
    /// Euclidean.
    L2,
    /// Along the axes.
    L1,
    /// The inner product, negated.
    InnerProduct,
    /// One minus the cosine of the angle.
    Cosine,
    /// Bits that differ.
    Hamming,
    /// One minus the part of common bits.
    Jaccard,
}

/// A function of full-text search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchFunction {
    /// Configuration, text: its words (PostgreSQL).
    Words,
    /// Words, letter: with that weight (PostgreSQL).
    Weighted,
    /// Words, words: both (PostgreSQL).
    Both,
    /// Configuration, text: a query for all of its words (PostgreSQL).
    PlainQuery,
    /// Configuration, text: a query for its words in that order (PostgreSQL).
    PhraseQuery,
    /// Configuration, text: a query as people write it for search engines (PostgreSQL).
    WebQuery,
    /// Configuration, text: a query in the language of the database (PostgreSQL).
    Query,
    /// Words, query: the query finds the words (PostgreSQL).
    Finds,
    /// Words, query: how well the query fits (PostgreSQL).
    Rank,
    /// Configuration, text, query: a part of the text with what was found (PostgreSQL).
    Headline,
    /// Text, columns: how well the text fits them (MySQL).
    Natural,
    /// Query, columns: how well the query fits them (MySQL).
    Boolean,
    /// Query, columns: the query finds them (MySQL).
    BooleanFinds,
    /// Text, columns: how well the text, and what is in the rows that fit it best, fits them (MySQL).
    Expanded,
    /// Table, query: the query finds the row (SQLite).
    Match,
    /// Table: how well the query fits the row, the best first (SQLite).
    Bm25,
    /// Table, column, before, after: a column with what was found (SQLite).
    Highlight,
    /// Table, column, before, after, ellipsis, words: a part of a column with what was found (SQLite).
    Snippet,
}

/// How a time zone is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneForm {
    /// By its name.
    Name,
    /// By what it is before UTC: `+02:00`.
    Offset,
}

/// A number that a calendar or a clock has for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// The quarter, from 1.
    Quarter,
    /// The week of ISO 8601, from 1.
    Week,
    /// The year that the week of ISO 8601 belongs to.
    WeekYear,
    /// The day of the week, from 1, Monday.
    Weekday,
    /// The day of the year, from 1.
    DayOfYear,
    /// The seconds since the beginning of 1970.
    Unix,
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
