-- The right to refresh a value that stays. The claim is a key of its own, so that nobody who holds the value is told of it.
-- Answers 0, or G and the value, or B, the milliseconds left and the value.
local slot = redis.call('GET', key)
if not slot or sub(slot, 1, 2) ~= '\1V' or sub(slot, 3, 10) ~= stamp then
  return 0
elseif redis.call('GETEX', KEYS[2]) == stamp then
  return 'B' .. bytes(math.max(redis.call('PTTL', KEYS[2]), 1)) .. slot
elseif life >= EXACT then
  redis.call('SET', KEYS[2], stamp)
else
  redis.call('SET', KEYS[2], stamp, 'PX', string.format('%.0f', math.max(life, 1)))
end
return 'G' .. slot
