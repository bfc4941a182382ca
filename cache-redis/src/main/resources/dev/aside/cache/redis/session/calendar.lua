-- A calendar of when sessions end, a sorted set by that time. What is asked for: 0 to write a session in, 1 to strike it out, 2 to
-- take those whose time has come, which then come again later. Answers D; or M and those taken, each with a time of zero.
local what, session, life, most = byte(ARGV[1], 1), sub(ARGV[1], 2, 17), number(ARGV[1], 18), number(ARGV[1], 26)
if what == 0 then
  redis.call('ZADD', key, string.format('%.0f', now + life), session)
  return 'D'
elseif what == 1 then
  redis.call('ZREM', key, session)
  return 'D'
end
local due = redis.call('ZRANGEBYSCORE', key, '-inf', string.format('%.0f', now), 'LIMIT', 0, most)
local parts = {'M'}
for i, one in ipairs(due) do
  redis.call('ZADD', key, string.format('%.0f', now + life), one)
  parts[#parts + 1] = one .. bytes(0)
end
return table.concat(parts)
