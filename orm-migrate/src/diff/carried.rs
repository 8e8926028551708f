//! The previous schema told in the names of the next one.

use std::collections::HashMap;

#[cfg(feature = "runner")]
use orm_schema::Pair;
use orm_schema::model::{
    CheckDef, ColumnDef, DefaultDef, DomainDef, EnumDef, ExclusionDef, ExclusionPart, ForeignKeyDef,
    IndexDef, IndexKey, IndexPart, Literal, ObjectName, PartitioningDef, PolicyDef, PrimaryKeyDef, TableDef,
    UniqueDef,
};
use orm_schema::{SchemaDef, SqlType};

use super::expression::{NameChanges, renamed};
use super::names::{Names, is_of_domain};

/// The next table under the names that it and its columns had, as far as attributes of columns say so; nothing if they say nothing.
/// Where names are taken over, attributes do not tell whether that has been done.
#[cfg(feature = "runner")]
pub(crate) fn under_previous_names(tables: Pair<&TableDef>) -> Option<TableDef> {
    let Pair { previous, next } = tables;
    let renamed = next.columns.iter().filter_map(|column| {
        let was = column.renamed_from.as_deref()?;
        previous.column(was).is_some().then_some((column.name.as_str(), was))
    });
    let renamed: HashMap<&str, &str> = renamed.collect();
    if renamed.is_empty() || renamed.keys().any(|name| previous.column(name).is_some()) {
        return None;
    }
    let back = Names {
        renamed_tables: HashMap::from([(&next.name, &previous.name)]),
        renamed_columns: HashMap::from([(&next.name, renamed)]),
        ..Names::default()
    };
    Some(back.carried_table(next, &[]))
}

impl Names<'_> {
    /// The previous enums under their new names, with their previous labels; nothing else.
    pub(super) fn carried_enums(&self, previous: &SchemaDef) -> SchemaDef {
        SchemaDef {
            enums: previous.enums.iter().map(|def| self.carried_enum(def)).collect(),
            ..SchemaDef::default()
        }
    }

    /// A previous enum under its new name, with its previous labels.
    pub(super) fn carried_enum(&self, previous: &EnumDef) -> EnumDef {
        EnumDef { name: self.enum_name(&previous.name), ..previous.clone() }
    }

    pub(super) fn enum_name(&self, previous: &ObjectName) -> ObjectName {
        self.renamed_enums.get(previous).map_or_else(|| previous.clone(), |name| (*name).clone())
    }

    pub(super) fn table_name(&self, previous: &ObjectName) -> ObjectName {
        self.renamed_tables.get(previous).map_or_else(|| previous.clone(), |name| (*name).clone())
    }

    /// The name that a table of the next schema had before.
    pub(super) fn previous_table_name(&self, next: &ObjectName) -> ObjectName {
        let mut renamed = self.renamed_tables.iter();
        renamed
            .find(|(_, name)| **name == next)
            .map_or_else(|| next.clone(), |(previous, _)| (*previous).clone())
    }

    fn column_name(&self, table: &ObjectName, previous: &str) -> String {
        let renamed = self.renamed_columns.get(table).and_then(|columns| columns.get(previous).copied());
        renamed.unwrap_or(previous).to_owned()
    }

    /// A previous table told in new names: its own, those of its columns, and of everything it refers to.
    ///
    /// Names of constraints and indexes stay: whether and how they follow is a step of its own. Columns that are gone are left
    /// out, for their names may be taken.
    pub(super) fn carried_table(&self, previous: &TableDef, columns_gone: &[usize]) -> TableDef {
        let table = &previous.name;
        let no_columns = HashMap::new();
        let next_name = self.table_name(table);
        let changes = NameChanges {
            table: (&table.name, &next_name.name),
            columns: self.renamed_columns.get(table).unwrap_or(&no_columns),
        };
        let columns =
            |names: &[String]| names.iter().map(|name| self.column_name(table, name)).collect::<Vec<_>>();
        let expression = |sql: &str| renamed(sql, &changes);
        TableDef {
            columns: previous
                .columns
                .iter()
                .enumerate()
                .filter(|(index, _)| !columns_gone.contains(index))
                .map(|(_, column)| self.carried_column(table, column, &changes))
                .collect(),
            primary_key: previous
                .primary_key
                .as_ref()
                .map(|pk| PrimaryKeyDef { name: pk.name.clone(), columns: columns(&pk.columns) }),
            uniques: previous
                .uniques
                .iter()
                .map(|unique| UniqueDef { columns: columns(&unique.columns), ..unique.clone() })
                .collect(),
            foreign_keys: previous
                .foreign_keys
                .iter()
                .map(|fk| ForeignKeyDef {
                    columns: columns(&fk.columns),
                    references: self.table_name(&fk.references),
                    referenced_columns: fk
                        .referenced_columns
                        .iter()
                        .map(|name| self.column_name(&fk.references, name))
                        .collect(),
                    ..fk.clone()
                })
                .collect(),
            indexes: previous
                .indexes
                .iter()
                .map(|index| self.carried_index(table, index, &changes))
                .collect(),
            checks: previous
                .checks
                .iter()
                .map(|check| CheckDef { name: check.name.clone(), expression: expression(&check.expression) })
                .collect(),
            exclusions: previous
                .exclusions
                .iter()
                .map(|exclusion| self.carried_exclusion(table, exclusion, &changes))
                .collect(),
            row_security: previous.row_security,
            policies: previous
                .policies
                .iter()
                .map(|policy| PolicyDef {
                    using: policy.using.as_deref().map(expression),
                    check: policy.check.as_deref().map(expression),
                    ..policy.clone()
                })
                .collect(),
            partitioning: previous.partitioning.as_ref().map(|partitioning| PartitioningDef {
                by: expression(&partitioning.by),
                partitions: partitioning.partitions.clone(),
            }),
            comment: previous.comment.clone(),
            renamed_from: None,
            options: previous.options.clone(),
            name: next_name.clone(),
        }
    }

    fn carried_column(
        &self,
        table: &ObjectName,
        previous: &ColumnDef,
        changes: &NameChanges<'_>,
    ) -> ColumnDef {
        let mut column = previous.clone();
        column.name = self.column_name(table, &previous.name);
        column.ty = self.carried_type(&previous.ty);
        if let (SqlType::Enum(name), Some(DefaultDef::Literal(Literal::String(label)))) =
            (&previous.ty, &mut column.default)
            && let Some(text) = self.renamed_labels.get(name).and_then(|texts| texts.get(label.as_str()))
        {
            *label = (*text).to_owned();
        }
        if let Some(generated) = &mut column.generated {
            generated.expression = renamed(&generated.expression, changes);
        }
        column
    }

    fn carried_type(&self, previous: &SqlType) -> SqlType {
        match previous {
            SqlType::Enum(name) => SqlType::Enum(self.enum_name(name)),
            SqlType::Array(element) => SqlType::Array(Box::new(self.carried_type(element))),
            other => {
                let domain = self.renamed_domains.iter().find(|names| is_of_domain(other, names.previous));
                domain.map_or_else(|| other.clone(), |names| DomainDef::column_type(names.next))
            }
        }
    }

    fn carried_index(&self, table: &ObjectName, previous: &IndexDef, changes: &NameChanges<'_>) -> IndexDef {
        let mut index = previous.clone();
        for part in &mut index.parts {
            self.carry_part(table, part, changes);
        }
        for name in &mut index.include {
            *name = self.column_name(table, name);
        }
        index.predicate = previous.predicate.as_deref().map(|sql| renamed(sql, changes));
        index
    }

    fn carried_exclusion(
        &self,
        table: &ObjectName,
        previous: &ExclusionDef,
        changes: &NameChanges<'_>,
    ) -> ExclusionDef {
        let mut exclusion = previous.clone();
        for ExclusionPart { part, operator: _ } in &mut exclusion.parts {
            self.carry_part(table, part, changes);
        }
        exclusion.predicate = previous.predicate.as_deref().map(|sql| renamed(sql, changes));
        exclusion
    }

    fn carry_part(&self, table: &ObjectName, part: &mut IndexPart, changes: &NameChanges<'_>) {
        part.key = match &part.key {
            IndexKey::Column(name) => IndexKey::Column(self.column_name(table, name)),
            IndexKey::Expression(sql) => IndexKey::Expression(renamed(sql, changes)),
        };
    }
}
