-- Reads a token, makes it if it is not there, and renews its life. Whoever has read it is told of every write, and then drops
-- what it holds under it: so the life is renewed seldom, and to twice what is asked. Answers the id, 1 if a change of it is
-- open or 0, and the floor. One of another version is left alone: nothing is stored under it.
local it = look(redis.call('@GET', key))
if it.foreign then
  return stamp .. '\1' .. UNKNOWN
elseif it.kind ~= 'F' then
  it = {kind = '', stamp = stamp, ends = 0, floor = it.floor, writers = {}}
end
local still = open(it, lag)
local id = #still < #it.writers and stamp or it.stamp
if it.ends < now + life then
  it.ends = now + 2 * life
  store(fence(id, it.ends, it.floor, still), it.ends)
elseif #still < #it.writers then
  rewrite(fence(id, it.ends, it.floor, still))
end
redis.call('STRLEN', key) -- whoever writes is no longer told of what others write, until he reads
return id .. char(#still > 0 and 1 or 0) .. it.floor
