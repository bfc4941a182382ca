-- The right to load. Answers with a letter and the slot: G the lease as placed, P the value, B the time and the other's
-- lease, O a fence; O alone where the slot is of another version.
local replaces, mode = sub(ARGV[1], 33, 40), byte(ARGV[1], 41)
local slot = redis.call('GET', key)
local it = look(slot)

local function grant(ends, floor, last)
  local deadline = now + life
  local untilTime = math.max(ends, deadline + memory)
  local lease = '\1L' .. stamp .. bytes(untilTime) .. bytes(deadline) .. short(floor)
  lease = last and lease .. '\1' .. last or lease .. '\0'
  store(lease, untilTime)
  return 'G' .. lease
end

if it.foreign then
  return 'O'
elseif it.kind == 'V' then
  if it.stamp ~= replaces then
    return 'P' .. slot
  end
  -- 0 the value is dead, 1 it has only grown old, 2 its bytes are damaged and its source says nothing
  return grant(it.ends, mode == 2 and UNKNOWN or it.floor, mode == 1 and sub(slot, 27))
elseif it.kind == 'L' then
  if now < it.deadline then
    return 'B' .. bytes(now) .. slot
  end
  return grant(it.ends, it.floor, byte(slot, it.rest) == 1 and sub(slot, it.rest + 1))
elseif it.kind == 'F' then
  local still = open(it, lag)
  if #still == 0 then
    return grant(it.ends, it.floor)
  elseif #still < #it.writers then
    slot = fence(stamp, it.ends, it.floor, still)
    rewrite(slot)
  end
  return 'O' .. slot
end
return grant(0, it.floor)
