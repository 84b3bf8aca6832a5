-- A chunk of an original may be rewritten once, as a patch on the file before or as a smaller frame of its own.
alter table public.original add column base integer;
drop trigger original_redaction_only on public.original;
create trigger original_redaction_only before delete on public.original
  for each row execute function public.refuse_change_but_redaction();
create trigger original_packed_once before update on public.original
  for each row when (
    old.base is not null or new.base is null
    or (old.dataset_id, old.stream_version, old.chunk)
      is distinct from (new.dataset_id, new.stream_version, new.chunk)
  )
  execute function public.refuse_change_but_redaction();
-- What waits to be packed, and the files in force: the packer looks every minute, and at each publication.
create index original_unpacked on public.original (dataset_id, stream_version, chunk) where base is null;
