-- Opens a change, or opens it again with a new deadline. Answers 1.
local it = look(redis.call('@GET', key))
local deadline = now + life
local all = without(open(it, lag), stamp)
all[#all + 1] = stamp .. bytes(deadline)
local ends = math.max(remembered(it), deadline + memory)
return store(fence(stamp, ends, merge(it.floor, sub(ARGV[1], 33)), all), ends)
