//! Operations on text.

use super::{Comparand, Expr, Expression, IntoExpr, NeedsIlike};
use crate::ast::{self, BinaryOperator, Function, LikePattern, Matching};
use crate::types::{ColumnType, Nullness, Value};

/// NULL when either side is.
type Either<L, R> = <<L as Expression>::Null as Nullness>::Or<R>;

/// A Rust type stored as text.
#[diagnostic::on_unimplemented(message = "`{Self}` is not text", label = "only text has this operation")]
pub trait TextType: ColumnType {}
impl TextType for String {}

/// What text can do.
pub trait Text: Expression {
    /// `self like pattern`, where `%` stands for any characters and `_` for one.
    ///
    /// Case counts on PostgreSQL; on MySQL the collation of the column decides; SQLite ignores the case of ASCII letters.
    fn like<R: Comparand<String>>(
        self,
        pattern: R,
    ) -> Expr<bool, Either<Self, R::Null>, (Self::Uses, R::Uses)>
    where
        Self::Ty: TextType,
    {
        like(self.into_node(), LikePattern::Written(Box::new(pattern.into_comparand())), Matching::Like)
    }

    /// `self ilike pattern`: as [`Text::like`], without regard to case. PostgreSQL only.
    fn ilike<R: Comparand<String>>(
        self,
        pattern: R,
    ) -> Expr<bool, Either<Self, R::Null>, (NeedsIlike, (Self::Uses, R::Uses))>
    where
        Self::Ty: TextType,
    {
        like(self.into_node(), LikePattern::Written(Box::new(pattern.into_comparand())), Matching::Ilike)
    }

    /// The text holds `part`. Its `%` and `_` are plain characters.
    ///
    /// `self like '%part%' escape '!'`, with the pattern bound.
    fn contains(self, part: impl AsRef<str>) -> Expr<bool, Self::Null, Self::Uses>
    where
        Self::Ty: TextType,
    {
        like(self.into_node(), escaped("%", part.as_ref(), "%"), Matching::Like)
    }

    /// The text starts with `part`. Its `%` and `_` are plain characters.
    fn starts_with(self, part: impl AsRef<str>) -> Expr<bool, Self::Null, Self::Uses>
    where
        Self::Ty: TextType,
    {
        like(self.into_node(), escaped("", part.as_ref(), "%"), Matching::Like)
    }

    /// The text ends with `part`. Its `%` and `_` are plain characters.
    fn ends_with(self, part: impl AsRef<str>) -> Expr<bool, Self::Null, Self::Uses>
    where
        Self::Ty: TextType,
    {
        like(self.into_node(), escaped("%", part.as_ref(), ""), Matching::Like)
    }

    /// `lower(self)`
    fn lower(self) -> Expr<String, Self::Null, Self::Uses>
    where
        Self::Ty: TextType,
    {
        function(Function::Lower, self.into_node())
    }

    /// `upper(self)`
    fn upper(self) -> Expr<String, Self::Null, Self::Uses>
    where
        Self::Ty: TextType,
    {
        function(Function::Upper, self.into_node())
    }

    /// `trim(self)`: without blanks at both ends.
    fn trim(self) -> Expr<String, Self::Null, Self::Uses>
    where
        Self::Ty: TextType,
    {
        function(Function::Trim, self.into_node())
    }

    /// `length(self)`, in characters (`char_length` on MySQL).
    fn length(self) -> Expr<i32, Self::Null, Self::Uses>
    where
        Self::Ty: TextType,
    {
        function(Function::Length, self.into_node())
    }

    /// `self || other` (`concat(self, other)` on MySQL): NULL when either is.
    fn concat<R: IntoExpr<String>>(
        self,
        other: R,
    ) -> Expr<String, Either<Self, R::Null>, (Self::Uses, R::Uses)>
    where
        Self::Ty: TextType,
    {
        Expr::new(ast::Expr::binary(BinaryOperator::Concat, self.into_node(), other.into_expr_node()))
    }
}

impl<E: Expression> Text for E {}

fn like<N, U>(operand: ast::Expr, pattern: LikePattern, matching: Matching) -> Expr<bool, N, U> {
    Expr::new(ast::Expr::Like { operand: Box::new(operand), pattern, matching })
}

fn function<T, N, U>(function: Function, operand: ast::Expr) -> Expr<T, N, U> {
    Expr::new(ast::Expr::Function(function, vec![operand]))
}

/// The pattern that matches `part` as it is, between `before` and `after`.
fn escaped(before: &str, part: &str, after: &str) -> LikePattern {
    let mut pattern = String::with_capacity(part.len() + 2);
    pattern.push_str(before);
    for c in part.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push_str(after);
    LikePattern::Escaped(Value::Text(pattern.into()))
}
