//! How full-text search and the distances of vectors are spelled, with holes as in [`function`](super::function). Each is
//! of one database alone.

use crate::ast::{SearchFunction, VectorDistance};

/// A function of full-text search.
pub(super) const fn spelling(function: SearchFunction) -> &'static str {
    match function {
        SearchFunction::Words => "to_tsvector({*})",
        SearchFunction::Weighted => "setweight({*})",
        SearchFunction::Both => "({0!} || {1!})",
        SearchFunction::PlainQuery => "plainto_tsquery({*})",
        SearchFunction::PhraseQuery => "phraseto_tsquery({*})",
        SearchFunction::WebQuery => "websearch_to_tsquery({*})",
        SearchFunction::Query => "to_tsquery({*})",
        SearchFunction::Finds => "({0!} @@ {1!})",
        SearchFunction::Rank => "cast(ts_rank({*}) as double precision)",
        SearchFunction::Headline => "ts_headline({*})",
        SearchFunction::Natural => "(match ({1*}) against ({0}))",
        SearchFunction::Boolean => "(match ({1*}) against ({0} in boolean mode))",
        SearchFunction::BooleanFinds => "(match ({1*}) against ({0} in boolean mode) > 0)",
        SearchFunction::Expanded => "(match ({1*}) against ({0} with query expansion))",
        SearchFunction::Match => "({0} match {1!})",
        SearchFunction::Bm25 => "bm25({0})",
        SearchFunction::Highlight => "highlight({*})",
        SearchFunction::Snippet => "snippet({*})",
    }
}

/// A distance of vectors. <https://github.com/pgvector/pgvector#vector-functions>
pub(super) const fn distance(distance: VectorDistance) -> &'static str {
    match distance {
        VectorDistance::L2 => "({0!} <-> {1!})",
        VectorDistance::L1 => "({0!} <+> {1!})",
        VectorDistance::InnerProduct => "({0!} <#> {1!})",
        VectorDistance::Cosine => "({0!} <=> {1!})",
        VectorDistance::Hamming => "({0!} <~> {1!})",
        VectorDistance::Jaccard => "({0!} <%> {1!})",
    }
}
