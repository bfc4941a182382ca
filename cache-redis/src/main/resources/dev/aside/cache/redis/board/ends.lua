-- Windows that end. What is asked for: 0 to take those whose time has come and whose end has not been told, which then come again later
-- and take no more scores; 1 to note that the end of one has been told. Answers E and those taken, or D and whether that had not been
-- noted; X or N.
redis.call('@GET', key)
local recorded = call('HMGET', meta, 'd', 'u')
local refusal = refuses(recorded[1])
if refusal then
  return refusal
end
local _ = open(recorded[2])
local what, first, second, window
what, first, second, window, from = read('>BddBc0', arguments, from)
if what == 1 then
  local mark = call('HGET', meta, 'c' .. window)
  if mark == '2' or mark == '3' then
    return 'D\0'
  end
  call('HSET', meta, 'c' .. window, mark == '1' and '3' or '2')
  call('ZREM', key .. 'w', window)
  call('ZADD', key .. 't', 'GT', math.max(first, now) + 604800000, window) -- who tells may know no more than its name
  return 'D\1'
end
for _, one in ipairs(call('ZRANGEBYSCORE', key .. 't', '-inf', now)) do
  call('HDEL', meta, 'c' .. one)
  call('ZREM', key .. 'w', one)
  call('ZREM', key .. 't', one)
end
local due = call('ZRANGEBYSCORE', key .. 'w', '-inf', now, 'LIMIT', 0, first)
local parts = {'E'}
for i, one in ipairs(due) do
  call('ZADD', key .. 'w', now + second, one)
  call('HSET', meta, 'c' .. one, '1')
  parts[i + 1] = pack('>Bc0', #one, one)
end
return table.concat(parts)
