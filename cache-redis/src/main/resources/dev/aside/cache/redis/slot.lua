-- The bytes of a slot, as SlotFormat lays them out, and the rules that several steps share. Every script on a slot begins with this.
--
-- Strings are never compared by order: Redis does that by the locale. Times are numbers, exact below 2^53; "never" comes
-- out as 2^63, later than any time. Stamps, positions and entries are copied and never looked into, but for the source of an
-- entry, which stands at a fixed place, and the order of two positions.
local NONE, UNKNOWN = '\0', '\1'

local function position(slot, from)
  local high, low = byte(slot, from, from + 1)
  local next = low and from + 2 + high * 256 + low
  if not next or next > #slot + 1 then
    return UNKNOWN, #slot + 1
  end
  return sub(slot, from + 2, next - 1), next
end

local function writers(slot, from, it)
  local count = byte(slot, from)
  if not count or #slot ~= from + 16 * count then
    it.kind, it.floor = '', UNKNOWN
    return
  end
  for i = 0, count - 1 do
    it.writers[i + 1] = sub(slot, from + 1 + 16 * i, from + 16 + 16 * i)
  end
end

-- Takes a slot apart. What is not one of this version is of no kind and has the floor that only the writer satisfies.
local function look(slot)
  local it = {kind = '', stamp = '', ends = 0, floor = UNKNOWN, writers = {}}
  if not slot then
    it.floor = NONE
  elseif byte(slot, 1) ~= 1 then
    it.foreign = true
  elseif #slot > 18 then
    it.kind, it.stamp, it.ends = sub(slot, 2, 2), sub(slot, 3, 10), number(slot, 11)
    if it.kind == 'V' then
      if byte(slot, 27) == 1 then
        it.floor = position(slot, 64)
      end
    elseif it.kind == 'L' and #slot > 26 then
      it.deadline = number(slot, 19)
      it.floor, it.rest = position(slot, 27)
    elseif it.kind == 'F' then
      it.floor, it.rest = position(slot, 19)
      writers(slot, it.rest, it)
    else
      it.kind = ''
    end
  end
  return it
end

local function ordered(one)
  return byte(one, 1) == 2 and byte(one, 2) and byte(one, 2) > 0 and #one == 10 + byte(one, 2)
end

local function merge(one, other)
  if one == NONE or one == other then
    return other
  elseif other == NONE then
    return one
  elseif not ordered(one) or not ordered(other) or sub(one, 1, -9) ~= sub(other, 1, -9) then
    return UNKNOWN
  end
  for i = -8, -1 do
    local mine, its = byte(one, i), byte(other, i)
    if mine ~= its then
      return mine > its and one or other
    end
  end
  return one
end

-- The writers that count as open: until their deadline, and the replicas' lag.
local function open(it, lag)
  local still = {}
  for _, writer in ipairs(it.writers) do
    if now <= number(writer, 9) + lag then
      still[#still + 1] = writer
    end
  end
  return still
end

local function without(all, stamp)
  local others = {}
  for _, writer in ipairs(all) do
    if sub(writer, 1, 8) ~= stamp then
      others[#others + 1] = writer
    end
  end
  return others
end

local function short(text)
  return char(math.floor(#text / 256), #text % 256) .. text
end

local function fence(stamp, ends, floor, all)
  if #all > 255 then
    return nil
  end
  return '\1F' .. stamp .. bytes(ends) .. short(floor) .. char(#all) .. table.concat(all)
end

-- A value keeps nothing alive that comes after it.
local function remembered(it)
  return it.kind == 'V' and 0 or it.ends
end

local function store(slot, ends)
  if not slot then
    return redis.error_reply('ASIDEFULL a slot has room for 255 open changes')
  elseif ends >= EXACT then
    redis.call('SET', key, slot)
  else
    redis.call('SET', key, slot, 'PXAT', string.format('%.0f', ends))
  end
  return 1
end

local function value(stamp, ends, rest)
  store('\1V' .. stamp .. bytes(ends) .. rest, ends)
  return 2
end

local function rewrite(slot)
  redis.call('SET', key, slot, 'KEEPTTL')
end

local function closed(it, stamp, floor, all, memory)
  local ends = math.max(remembered(it), now + memory)
  return store(fence(stamp, ends, merge(it.floor, floor), all), ends)
end

local stamp, life, lag, memory = sub(ARGV[1], 1, 8), number(ARGV[1], 9), number(ARGV[1], 17), number(ARGV[1], 25)
