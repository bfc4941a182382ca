-- A session, as a hash: "m" is what is known of it, in fields of fixed width, and each attribute is a field of "a" and its name,
-- whose value begins with the session's version that brought it. One that was ended is a hash whose "m" is the time until which
-- that is remembered. Every script on a session begins with this.
local META, NOBODY, HALF = 144, string.rep('\0', 16), 16
local VERSION, CREATED, ACCESSED, IDLE, LATEST, SECRET, TURN, FORMER, FORMER_UNTIL, OWNER, OWNED_UNTIL, HOLD, HOLD_UNTIL, SIZE =
  1, 9, 17, 25, 33, 41, 57, 73, 89, 97, 113, 121, 129, 137
local NOTES, LONGEST = 10, 316224000000
local arguments = ARGV[1]
local keep = number(arguments, 1)
local meta = redis.call('HGET', key, 'm')

local function at(field)
  return number(meta, field)
end

local function half(field)
  return sub(meta, field, field + HALF - 1)
end

local function set(field, value)
  meta = sub(meta, 1, field - 1) .. value .. sub(meta, field + #value)
end

local function bounded(life)
  return math.min(life, LONGEST)
end

local function ends()
  local first = math.min(at(ACCESSED) + at(IDLE), at(LATEST))
  return half(OWNER) == NOBODY and first or math.min(first, at(OWNED_UNTIL))
end

local stored = meta and #meta == META
local live = stored and now < ends()

-- Whether somebody with this secret is let in: 1 by the present one, 2 by the one before, or false.
local function lets(secret)
  if secret == half(SECRET) then
    return 1
  end
  return now < at(FORMER_UNTIL) and secret == half(FORMER) and 2
end

local function keepMeta()
  redis.call('HSET', key, 'm', meta)
  redis.call('PEXPIREAT', key, string.format('%.0f', ends() + keep))
end

local function text(from)
  local length = struct.unpack('>I4', arguments, from)
  return sub(arguments, from + 4, from + 3 + length), from + 4 + length
end

-- What becomes of attributes: whether each is set or removed, as what version it was seen, its name, and its value.
local function changes(from)
  local all, count = {}, struct.unpack('>I4', arguments, from)
  from = from + 4
  for i = 1, count do
    local one = {sets = byte(arguments, from) == 1, seen = sub(arguments, from + 1, from + 8)}
    one.name, from = text(from + 9)
    if one.sets then
      one.value, from = text(from)
    end
    all[i] = one
  end
  return all
end

-- Changes attributes, unless there would be too many or too large ones; returns whether it has.
local function change(all, version, fields, most, room)
  local sizes, size = {}, at(SIZE)
  for i, one in ipairs(all) do
    local before = redis.call('HSTRLEN', key, 'a' .. one.name)
    if before > 0 then
      fields, size = fields - 1, size - (before - 8) - #one.name
    end
    if one.sets then
      fields, size = fields + 1, size + #one.value + #one.name
    end
  end
  if fields > most or size > room then
    return false
  end
  set(SIZE, bytes(size))
  for i, one in ipairs(all) do
    if one.sets then
      redis.call('HSET', key, 'a' .. one.name, version .. one.value)
    else
      redis.call('HDEL', key, 'a' .. one.name)
    end
  end
  return true
end
