-- Ends a change that was rolled back: this writer goes, all else stays. Answers 1.
local it = look(redis.call('@GET', key))
if it.kind == 'F' then
  local others = without(it.writers, stamp)
  if #others < #it.writers then
    rewrite(fence(it.stamp, it.ends, it.floor, others))
  end
end
return 1
