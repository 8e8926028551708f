//! Does a default or a rule go with the type of its column? Each answer is a message.

use super::item::Rule;
use crate::SqlType;
use crate::model::{DefaultDef, Literal};

/// Can `default` be stored in a column of type `ty`?
pub(super) fn default(default: &DefaultDef, ty: &SqlType, is_nullable: bool) -> Result<(), String> {
    let is_time =
        matches!(ty, SqlType::Date | SqlType::Time(_) | SqlType::Timestamp(_) | SqlType::TimestampTz(_));
    match default {
        DefaultDef::Literal(literal) => constant(literal, ty),
        DefaultDef::Now if is_time || ty.is_text() => Ok(()),
        DefaultDef::Now => Err(format!("`now()` is a time, but this column is stored as {ty}")),
        DefaultDef::UuidV4 if matches!(ty, SqlType::Uuid) || ty.is_text() => Ok(()),
        DefaultDef::UuidV4 => Err(format!("`uuid_v4()` is a UUID, but this column is stored as {ty}")),
        DefaultDef::Json(text) if matches!(ty, SqlType::Json) || ty.is_text() => {
            if text == "null" && !is_nullable {
                return Err("a JSON `null` is no value of this type".to_owned());
            }
            Ok(())
        }
        DefaultDef::Json(_) => Err(format!("`json!(..)` is a document, but this column is stored as {ty}")),
        DefaultDef::Sql(_) => Ok(()),
    }
}

fn constant(literal: &Literal, ty: &SqlType) -> Result<(), String> {
    let (what, fits) = match literal {
        Literal::Bool(_) => ("a boolean", matches!(ty, SqlType::Bool)),
        Literal::Int(number) => {
            if let Some((min, max)) = range(ty)
                && !(min..=max).contains(number)
            {
                return Err(format!("{number} does not fit into {ty}, which holds {min} to {max}"));
            }
            ("a whole number", range(ty).is_some() || is_fractional(ty))
        }
        Literal::Float(_) => ("a number with a point", is_fractional(ty)),
        Literal::String(text) => {
            if let SqlType::Varchar(length) | SqlType::Char(length) = ty
                && text.chars().count() > *length as usize
            {
                return Err(format!("this text is longer than {ty}"));
            }
            if matches!(ty, SqlType::Json) {
                return Err("the default of a JSON column is written `json!(..)`".to_owned());
            }
            (
                "text",
                !(range(ty).is_some() || is_fractional(ty) || matches!(ty, SqlType::Bool | SqlType::Bytes)),
            )
        }
        Literal::Bytes(_) => ("a string of bytes", matches!(ty, SqlType::Bytes)),
    };
    if fits || matches!(ty, SqlType::Custom(_)) {
        return Ok(());
    }
    Err(format!("the default is {what}, but this column is stored as {ty}"))
}

/// Does `rule` say something about values of type `ty`?
pub(super) fn rule(rule: &Rule, ty: &SqlType) -> Result<(), String> {
    match rule {
        Rule::Range { .. } if range(ty).is_some() || is_fractional(ty) => Ok(()),
        Rule::Range { .. } => Err(format!("`range` is for numbers, but this column is stored as {ty}")),
        Rule::Length { .. } if ty.is_text() => Ok(()),
        Rule::Length { .. } => Err(format!("`length` is for text, but this column is stored as {ty}")),
    }
}

const fn is_fractional(ty: &SqlType) -> bool {
    matches!(ty, SqlType::Real | SqlType::Double | SqlType::Numeric(_))
}

/// The values of an integer type.
pub(super) fn range(ty: &SqlType) -> Option<(i128, i128)> {
    Some(match ty {
        SqlType::TinyInt => (i8::MIN.into(), i8::MAX.into()),
        SqlType::SmallInt => (i16::MIN.into(), i16::MAX.into()),
        SqlType::Int => (i32::MIN.into(), i32::MAX.into()),
        SqlType::BigInt => (i64::MIN.into(), i64::MAX.into()),
        SqlType::UnsignedTinyInt => (0, u8::MAX.into()),
        SqlType::UnsignedSmallInt => (0, u16::MAX.into()),
        SqlType::UnsignedInt => (0, u32::MAX.into()),
        SqlType::UnsignedBigInt => (0, u64::MAX.into()),
        _ => return None,
    })
}
