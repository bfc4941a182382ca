-- Gives a lease back: its deadline is now, and with it the slot is a closed fence. Answers 1, or 0 if it is another's.
local slot = redis.call('@GET', key)
local it = look(slot)
if it.kind ~= 'L' or it.stamp ~= stamp then
  return 0
elseif now < it.deadline then
  redis.call('SETRANGE', key, 18, bytes(now))
end
return 1
