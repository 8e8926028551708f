//! Inserts, updates and deletes beyond their plain forms.
