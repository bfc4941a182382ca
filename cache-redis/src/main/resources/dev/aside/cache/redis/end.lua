-- Ends a change that was committed, without a value. Answers 1.
local it = look(redis.call('@GET', key))
return closed(it, sub(ARGV[1], 33, 40), sub(ARGV[1], 41), without(open(it, lag), stamp), memory)
