-- The register of a principal's sessions, a sorted set by the time until which each stays. What is asked for: 0 to enter one, 1 to
-- let it stay for longer, 2 to strike it out, 3 to look. Answers J and those that had to leave, D, G for gone; or R for too many, M
-- for a look, and then each with how long it still stays.
local what, session, life = byte(ARGV[1], 1), sub(ARGV[1], 2, 17), number(ARGV[1], 18)
local most, evicts = number(ARGV[1], 26), byte(ARGV[1], 34) == 1

local function all()
  return redis.call('ZRANGEBYSCORE', key, '-inf', '+inf', 'WITHSCORES')
end

local function listed(letter)
  local parts, members = {letter}, all()
  for i = 1, #members, 2 do
    parts[#parts + 1] = members[i] .. bytes(math.max(0, tonumber(members[i + 1]) - now))
  end
  return table.concat(parts)
end

local function stay(untilTime)
  local before = tonumber(redis.call('ZSCORE', key, session) or 0)
  redis.call('ZADD', key, string.format('%.0f', math.max(before, untilTime)), session)
  local last = redis.call('ZRANGEBYSCORE', key, '-inf', '+inf', 'WITHSCORES')
  redis.call('PEXPIREAT', key, last[#last])
end

redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.0f', now))
if what == 3 then
  return listed('M')
elseif what == 2 then
  redis.call('ZREM', key, session)
  return 'D'
end
local there = redis.call('ZSCORE', key, session)
if what == 1 then
  if not there then
    return 'G'
  end
  stay(now + life)
  return 'D'
end
local evicted = {}
if most > 0 and not there then
  local tooMany = redis.call('ZCARD', key) + 1 - most
  if tooMany > 0 and not evicts then
    return listed('R')
  elseif tooMany > 0 then
    local members = all()
    for i = 1, tooMany do
      evicted[i] = members[2 * i - 1]
      redis.call('ZREM', key, evicted[i])
    end
  end
end
stay(now + life)
return 'J' .. table.concat(evicted)
