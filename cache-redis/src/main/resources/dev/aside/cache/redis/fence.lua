-- Places a closed fence for a change that was committed before. Answers 1.
local it = look(redis.call('@GET', key))
return closed(it, stamp, sub(ARGV[1], 33), open(it, lag), memory)
