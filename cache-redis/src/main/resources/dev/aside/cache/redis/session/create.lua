-- Stores a session that is not there. Answers S and its version, G for gone, F for full.
local secret, idle, longest = sub(arguments, 9, 40), bounded(number(arguments, 41)), bounded(number(arguments, 49))
local owner, owned, most, room = sub(arguments, 57, 72), bounded(number(arguments, 73)), number(arguments, 81), number(arguments, 89)
local own = live and at(VERSION) == 1 and sub(meta, SECRET, TURN + HALF - 1) == secret
local ended = meta and not stored and #meta == 8 and now < number(meta, 1)
if (live and not own) or ended then
  return 'G'
end
local all = changes(97)
local fields, size = 0, 0
for i, one in ipairs(all) do
  if one.sets then
    fields, size = fields + 1, size + #one.value + #one.name
  end
end
if fields > most or size > room then
  return 'F'
end
redis.call('DEL', key)
meta = bytes(1) .. bytes(now) .. bytes(now) .. bytes(idle) .. bytes(now + longest) .. secret .. NOBODY .. bytes(0) .. owner
  .. bytes(owner == NOBODY and 0 or now + owned) .. bytes(0) .. bytes(0) .. bytes(0)
change(all, bytes(1), 0, most, room)
keepMeta()
redis.call('HLEN', key) -- whoever writes is no longer told of what others write, until he reads
return 'S' .. bytes(1)
