-- Ends a change that was committed, with a value, which is stored only if the writer's stamp stands and it is alone.
-- Answers 2 for stored, 1 for closed as a fence.
local it = look(redis.call('GET', key))
local still = open(it, lag)
local others = without(still, stamp)
local stands = #others < #still and it.stamp == stamp and #still == #it.writers
if stands and #others == 0 then
  return value(sub(ARGV[1], 33, 40), now + math.max(life, memory), ARGV[2])
end
return closed(it, sub(ARGV[1], 33, 40), sub(ARGV[1], 41), others, memory)
