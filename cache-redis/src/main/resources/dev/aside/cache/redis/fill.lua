-- Stores a loaded value in place of the own lease, or of the value whose stamp was seen. Answers 2 for stored, 0 for refused.
local under = sub(ARGV[1], 33, 40)
local head = redis.call('GETRANGE', key, 0, 25)
local kind = sub(head, 2, 2)
if #head < 26 or byte(head, 1) ~= 1 or sub(head, 3, 10) ~= under then
  return 0
elseif kind == 'V' or (kind == 'L' and now < number(head, 19)) then
  return value(stamp, now + math.max(life, memory), ARGV[2])
end
return 0
