-- Changes a session that is there. Answers S and its version, G for gone, L for no longer held, F for full, or C and the names that
-- others have changed.
local secret, turns, next, grace = sub(arguments, 9, 24), byte(arguments, 25) == 1, sub(arguments, 26, 57), number(arguments, 58)
local idle, owns, owner, owned = number(arguments, 66), byte(arguments, 74) == 1, sub(arguments, 75, 90), number(arguments, 91)
local strict, hold = byte(arguments, 99) == 1, sub(arguments, 100, 107)
local most, room = number(arguments, 108), number(arguments, 116)
local let = live and lets(secret)
if not let then
  return 'G'
elseif hold ~= bytes(0) and hold ~= sub(meta, HOLD, HOLD + 7) then
  return 'L'
elseif turns and let == 2 and sub(next, 1, HALF) ~= half(SECRET) then
  return 'G'
end
local all = changes(124)
local ANY = string.rep('\255', 8) -- whichever version is there
if strict then
  local names = {}
  for i, one in ipairs(all) do
    local before = redis.call('HGET', key, 'a' .. one.name)
    if one.seen ~= ANY and (before and sub(before, 1, 8) or bytes(0)) ~= one.seen then
      names[#names + 1] = struct.pack('>I4', #one.name) .. one.name
    end
  end
  if #names > 0 then
    return 'C' .. table.concat(names)
  end
end
local version = at(VERSION) + 1
if not change(all, bytes(version), redis.call('HLEN', key) - 1, most, room) then
  return 'F'
end
set(VERSION, bytes(version))
set(ACCESSED, bytes(now))
if idle > 0 then
  set(IDLE, bytes(bounded(idle)))
end
if turns and let == 1 then
  set(FORMER, half(SECRET))
  set(FORMER_UNTIL, bytes(now + bounded(grace)))
  set(SECRET, next)
end
if owns then
  set(OWNER, owner)
  set(OWNED_UNTIL, bytes(owner == NOBODY and 0 or now + bounded(owned)))
end
if hold ~= bytes(0) then
  set(HOLD, bytes(0) .. bytes(0))
end
keepMeta()
redis.call('HLEN', key) -- whoever writes is no longer told of what others write, until he reads
return 'S' .. bytes(version)
