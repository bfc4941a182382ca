-- Lets go a session that was held, 0, or notes for how long its owner's register vouches for it, 1. Answers D, or G for gone.
local what, hold = byte(arguments, 9), sub(arguments, 10, 17)
local owner, owned = sub(arguments, 18, 33), number(arguments, 34)
if what == 0 then
  if live and sub(meta, HOLD, HOLD + 7) == hold then
    set(HOLD, bytes(0) .. bytes(0))
    keepMeta()
  end
  return 'D'
elseif not live or half(OWNER) ~= owner or owner == NOBODY then
  return 'G'
end
set(OWNED_UNTIL, bytes(now + bounded(owned)))
keepMeta()
redis.call('HLEN', key) -- whoever writes is no longer told of what others write, until he reads
return 'D'
