//! What the derives call: one line for the looks of a type, one for a struct.

/// What a type looks like: `looks!(" What it is worth.", Decimal)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __looks {
    ($docs:literal, $ty:ty) => {{
        use $crate::__private::Unknown as _;
        $crate::__private::Looks::new(
            $docs,
            <$crate::__private::Probe<$ty>>::NAME,
            <$crate::__private::Probe<$ty>>::PLAIN,
            (
                <$crate::__private::Probe<$ty>>::JSON_SCHEMA,
                <$crate::__private::Probe<$ty>>::OPEN_API,
                <$crate::__private::Probe<$ty>>::TYPESCRIPT,
            ),
        )
    }};
}

/// Tells others of a row or a model; `inner` are the types of its fields that may have names of their own.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe {
    ($ty:ident, $docs:literal, $what:ident($fields:expr), $inner:tt) => {
        #[automatically_derived]
        impl $crate::__private::Described for $ty {
            const ABOUT: &'static $crate::__private::About = &$crate::__private::About {
                name: ::core::stringify!($ty),
                docs: $docs,
                what: $crate::__private::What::$what($fields),
            };
        }
        $crate::__describe_json_schema!($ty);
        $crate::__describe_open_api!($ty);
        $crate::__describe_typescript!($ty, $inner);
    };
}

#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __describe_json_schema {
    ($ty:ident) => {};
}

#[cfg(not(feature = "utoipa"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __describe_open_api {
    ($ty:ident) => {};
}

#[cfg(not(feature = "ts-rs"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __describe_typescript {
    ($ty:ident, $inner:tt) => {};
}
