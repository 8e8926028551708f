WITH own AS (
  SELECT oid, nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), relation AS (
  SELECT c.* FROM pg_class c JOIN own ON own.oid = c.relnamespace WHERE c.relname NOT LIKE '\_orm\_%'
)
SELECT line FROM (
  SELECT format('schema %I', nspname) AS line FROM own
  UNION ALL
  SELECT format('table %s %s %s %s rows secured %s, forced %s partitioned by %s, part %s', oid::regclass, relpersistence, reloptions,
                obj_description(oid, 'pg_class'), relrowsecurity, relforcerowsecurity, pg_get_partkeydef(oid),
                pg_get_expr(relpartbound, oid))
  FROM relation WHERE relkind IN ('r', 'p')
  UNION ALL
  SELECT format('view %s %s %s %s %s', relkind, oid::regclass, reloptions, obj_description(oid, 'pg_class'), pg_get_viewdef(oid))
  FROM relation WHERE relkind IN ('v', 'm')
  UNION ALL
  SELECT format('policy %s', p) FROM pg_policies p JOIN own ON own.nspname = p.schemaname
  UNION ALL
  SELECT format('trigger %s', pg_get_triggerdef(t.oid))
  FROM pg_trigger t JOIN relation c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
  UNION ALL
  SELECT format('function %s', pg_get_functiondef(p.oid)) FROM pg_proc p JOIN own ON own.oid = p.pronamespace
  WHERE p.prokind IN ('f', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('domain %s %s %s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod),
                (SELECT string_agg(format('%I %s', conname, pg_get_constraintdef(oid)), ', ' ORDER BY conname)
                 FROM pg_constraint WHERE contypid = t.oid))
  FROM pg_type t JOIN own ON own.oid = t.typnamespace
  WHERE t.typtype = 'd'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('extension %I %s', extname, extnamespace::regnamespace) FROM pg_extension
  UNION ALL
  SELECT format('column %s %I %s %s default %s generated %s identity %s collation %s comment %s', c.oid::regclass, a.attname,
                format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attgenerated,
                a.attidentity, nullif(a.attcollation, t.typcollation)::regcollation, col_description(c.oid, a.attnum))
  FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind IN ('r', 'p')
  UNION ALL
  SELECT format('constraint %s %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
  -- Version 18 keeps NOT NULL under the name that the column had then; the column says it.
  FROM pg_constraint k JOIN relation c ON c.oid = k.conrelid WHERE NOT c.relispartition AND k.contype <> 'n'
  UNION ALL
  SELECT format('index %s valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid)
  FROM pg_index i JOIN relation c ON c.oid = i.indrelid WHERE NOT c.relispartition
  UNION ALL
  SELECT format('sequence %s %s start %s min %s max %s by %s cycle %s cache %s', c.oid::regclass, s.seqtypid::regtype,
                s.seqstart, s.seqmin, s.seqmax, s.seqincrement, s.seqcycle, s.seqcache)
  FROM pg_sequence s JOIN relation c ON c.oid = s.seqrelid
  UNION ALL
  SELECT format('enum %s (%s)', t.oid::regtype, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder))
  FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN own ON own.oid = t.typnamespace GROUP BY t.oid
) AS lines
ORDER BY line COLLATE "C"
