//! Doubles, decimals and days. Their numbers are quarters, with which every database calculates exactly.

use chrono::{NaiveDate, TimeDelta};
use orm_core::ast::{BinaryOperator, Expr, Function, TimeForm, TimePart};
use orm_core::types::Value;
use rust_decimal::Decimal;

use super::{DAY, DOUBLE, Made, Random, binary, both, call, column, prices};

impl Random {
    fn quarters(&mut self) -> i64 {
        self.small() * 3
    }

    pub(super) fn double(&mut self, depth: u32) -> Made<f64> {
        if depth == 0 {
            return if self.below(2) == 0 {
                Made { node: column("ratio"), values: DOUBLE.into() }
            } else {
                let number = f64::from(i32::try_from(self.quarters()).expect("small")) / 4.0;
                Made::constant(number, Value::F64(number))
            };
        }
        let depth = depth - 1;
        match self.below(7) {
            0 => binary(BinaryOperator::Add, self.double(depth), self.double(depth), |a, b| a + b),
            1 => binary(BinaryOperator::Subtract, self.double(depth), self.double(depth), |a, b| a - b),
            2 => {
                let half = Made::constant(-0.5, Value::F64(-0.5));
                binary(BinaryOperator::Multiply, self.double(depth), half, |a, b| a * b)
            }
            3 => {
                let a = self.double(depth);
                let values = a.values.iter().map(|a| a.map(|a| -a)).collect();
                call(Function::Negate, vec![a.node], values)
            }
            4 => self.either(|random| random.double(depth)),
            5 => self.coalesced(|random| random.double(depth)),
            _ => {
                let (a, b) = (self.double(depth), self.double(depth));
                let values = both(&a, &b, f64::max);
                call(Function::Greatest, vec![a.node, b.node], values)
            }
        }
    }

    pub(super) fn decimal(&mut self, depth: u32) -> Made<Decimal> {
        if depth == 0 {
            return if self.below(2) == 0 {
                Made { node: column("price"), values: prices() }
            } else {
                let number = Decimal::new(self.quarters() * 25, 2);
                Made::constant(number, Value::Decimal(number.to_string()))
            };
        }
        let depth = depth - 1;
        match self.below(5) {
            0 => binary(BinaryOperator::Add, self.number(depth), self.number(depth), |a, b| a + b),
            1 => binary(BinaryOperator::Subtract, self.number(depth), self.number(depth), |a, b| a - b),
            2 => {
                let a = self.number(depth);
                let values = a.values.iter().map(|a| a.map(|a| -a)).collect();
                call(Function::Negate, vec![a.node], values)
            }
            3 => self.either(|random| random.number(depth)),
            _ => self.coalesced(|random| random.number(depth)),
        }
    }

    /// A decimal where it is compared or calculated with.
    pub(super) fn number(&mut self, depth: u32) -> Made<Decimal> {
        let made = self.decimal(depth);
        Made { node: made.node.compared_as("numeric"), values: made.values }
    }

    pub(super) fn day(&mut self, depth: u32) -> Made<NaiveDate> {
        if depth == 0 {
            return if self.below(2) == 0 {
                Made { node: column("day"), values: DAY.map(|day| day.map(date)).into() }
            } else {
                let day = date(
                    ["2024-02-29", "1999-12-31", "2026-11-29"]
                        [usize::try_from(self.below(3)).expect("small")],
                );
                Made::constant(day, Value::Date(day))
            };
        }
        let depth = depth - 1;
        match self.below(3) {
            0 => {
                let (a, days) = (self.day(depth), self.small());
                let values = a.values.iter().map(|a| a.map(|a| a + TimeDelta::days(days))).collect();
                let days = Expr::Value(Value::I32(i32::try_from(days).expect("small")));
                call(Function::Plus(TimePart::Day, TimeForm::Date), vec![a.node, days], values)
            }
            1 => self.either(|random| random.day(depth)),
            _ => self.coalesced(|random| random.day(depth)),
        }
    }

    /// A comparison of two values of one of these types.
    pub(super) fn comparison(&mut self, depth: u32) -> Made<bool> {
        match self.below(4) {
            0 => binary(BinaryOperator::Less, self.double(depth), self.double(depth), |a, b| a < b),
            1 => binary(BinaryOperator::Equal, self.number(depth), self.number(depth), |a, b| a == b),
            2 => binary(BinaryOperator::Greater, self.number(depth), self.number(depth), |a, b| a > b),
            _ => binary(BinaryOperator::LessOrEqual, self.day(depth), self.day(depth), |a, b| a <= b),
        }
    }
}

pub(super) fn date(text: &str) -> NaiveDate {
    text.parse().expect("a day of the test")
}
