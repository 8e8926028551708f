//! `ts_rs::TS`.

use orm_wire::{Definition, Type};
use ts_rs::{Config, TS, TypeVisitor};

use super::About;
use super::looks::{Probe, TypescriptOf};

impl<T: TS + 'static> Probe<T> {
    /// The name of the type.
    pub const TYPESCRIPT: TypescriptOf = Some(T::name);

    /// Shows the visitor the type, and what it is made of.
    pub fn visit(visitor: &mut impl TypeVisitor) {
        visitor.visit::<T>();
        T::visit_generics(visitor);
    }
}

/// The type of a row or a model. What generated `TS` implementations call.
pub fn typescript(about: &About, config: &Config) -> String {
    let Definition { value, .. } = about.definition(|looks| Some(Type::Named(looks.typescript?(config))));
    orm_wire::typescript::ty(&value, "")
}

/// The comment in front of it.
pub fn typescript_docs(about: &About) -> Option<String> {
    let docs = about.definition(|_| None).docs;
    let lines: Vec<String> = docs.lines().map(|line| format!(" {line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    (!lines.is_empty()).then(|| ts_rs::format_docs(&lines))
}

/// Shows the visitor what a row or a model is made of beside types of the user's.
pub fn visit_own(about: &About, visitor: &mut impl TypeVisitor) {
    if about.looks().iter().any(|looks| looks.has_json()) {
        visitor.visit::<AnyJson>();
    }
}

/// Any JSON.
struct AnyJson;

impl TS for AnyJson {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_config: &Config) -> String {
        "JsonValue".to_owned()
    }

    fn inline(_config: &Config) -> String {
        orm_wire::typescript::ANY_JSON.to_owned()
    }

    fn decl(config: &Config) -> String {
        format!("type JsonValue = {};", Self::inline(config))
    }

    fn decl_concrete(config: &Config) -> String {
        Self::decl(config)
    }

    fn output_path() -> Option<std::path::PathBuf> {
        Some("JsonValue.ts".into())
    }
}

/// The value itself.
impl<T: TS> TS for crate::types::Json<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &Config) -> String {
        T::name(config)
    }

    fn inline(config: &Config) -> String {
        T::inline(config)
    }

    fn inline_flattened(config: &Config) -> String {
        T::inline_flattened(config)
    }

    fn visit_dependencies(visitor: &mut impl TypeVisitor)
    where
        Self: 'static,
    {
        T::visit_dependencies(visitor);
    }

    fn visit_generics(visitor: &mut impl TypeVisitor)
    where
        Self: 'static,
    {
        T::visit_generics(visitor);
        visitor.visit::<T>();
    }
}

/// `TS` of a row or a model.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe_typescript {
    ($ty:ident, [$($inner:ty),*]) => {
        #[automatically_derived]
        impl $crate::__private::ts_rs::TS for $ty {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;
            fn docs() -> ::core::option::Option<::std::string::String> {
                $crate::__private::typescript_docs(<Self as $crate::__private::Described>::ABOUT)
            }
            fn name(_: &$crate::__private::ts_rs::Config) -> ::std::string::String {
                <Self as $crate::__private::Described>::ABOUT.name.into()
            }
            fn inline(config: &$crate::__private::ts_rs::Config) -> ::std::string::String {
                $crate::__private::typescript(<Self as $crate::__private::Described>::ABOUT, config)
            }
            fn inline_flattened(config: &$crate::__private::ts_rs::Config) -> ::std::string::String {
                <Self as $crate::__private::ts_rs::TS>::inline(config)
            }
            fn decl(config: &$crate::__private::ts_rs::Config) -> ::std::string::String {
                ::std::format!("type {} = {};", <Self as $crate::__private::ts_rs::TS>::name(config), <Self as $crate::__private::ts_rs::TS>::inline(config))
            }
            fn decl_concrete(config: &$crate::__private::ts_rs::Config) -> ::std::string::String {
                <Self as $crate::__private::ts_rs::TS>::decl(config)
            }
            fn visit_dependencies(visitor: &mut impl $crate::__private::ts_rs::TypeVisitor) {
                use $crate::__private::Unknown as _;
                // Where every type has a function of its own, the trait would be imported for nothing.
                let _ = <$crate::__private::Probe<()>>::NAME;
                $(<$crate::__private::Probe<$inner>>::visit(visitor);)*
                $crate::__private::visit_own(<Self as $crate::__private::Described>::ABOUT, visitor);
            }
            fn output_path() -> ::core::option::Option<::std::path::PathBuf> {
                ::core::option::Option::Some(::std::path::PathBuf::from(::std::format!(
                    "{}.ts",
                    <Self as $crate::__private::Described>::ABOUT.name
                )))
            }
        }
    };
}
