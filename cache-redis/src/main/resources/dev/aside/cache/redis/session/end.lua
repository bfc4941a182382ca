-- Ends a session: 1 for whoever has its id, 0 for whoever may. Answers D, or G for gone. That it has ended is remembered.
local comes, secret, kept = byte(arguments, 9), sub(arguments, 10, 25), number(arguments, 26)
if comes == 1 and not (live and lets(secret)) then
  return 'G'
end
redis.call('DEL', key)
redis.call('HSET', key, 'm', bytes(now + kept))
redis.call('PEXPIREAT', key, string.format('%.0f', now + kept))
return 'D'
