-- Reads one window: 0 from the beginning, 1 behind a place, 2 around a member, 3 some members. Changes nothing. Answers L, how many there
-- are, the version and a list; U and how many there are, if the version is the one known; F, how many there are and of each whether it
-- stands, its rank, how many have a better score, and its record; or X.
local what, window
what, window, from = read('>BBc0', arguments, from)
local recorded = call('HMGET', meta, 'd', 'g')
local refusal = refuses(recorded[1], false)
if refusal then
  return refusal
end
onto(recorded[2] or '0', window)
local total = bytes(call('ZCARD', board))

local function index(member, own)
  local _, column, at = record(own)
  return call('ZRANK', board, element(member, column, at))
end

-- Whether one string of bytes comes before another.
local function isBefore(one, other)
  for i = 1, math.min(#one, #other) do
    local mine, its = byte(one, i), byte(other, i)
    if mine ~= its then
      return mine < its
    end
  end
  return #one < #other
end

-- How many are at a place or before it: among those with the score it is looked for where nobody stands at it.
local function upTo(score, place)
  local there = call('ZSCORE', board, place)
  if there and tonumber(there) == tonumber(score) then
    return call('ZRANK', board, place) + 1
  end
  local low = call('ZCOUNT', board, '-inf', '(' .. score)
  local high = low + call('ZCOUNT', board, score, score)
  while low < high do
    local middle = floor((low + high) / 2)
    if isBefore(call('ZRANGE', board, middle, middle)[1], place) then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

local function listed(version, first, last)
  return 'L' .. total .. version .. (last >= first and list(first, last) or '\0\0\0\0')
end

local function found()
  local members, count = {}
  count, from = read('>I4', arguments, from)
  for i = 1, count do
    members[i], from = read('>Hc0', arguments, from)
  end
  local all = count > 0 and call('HMGET', records, unpack(members)) or {}
  local parts = {'F' .. total}
  for i, member in ipairs(members) do
    local at = all[i] and index(member, all[i])
    parts[i + 1] = '\0'
    if at then
      local score = sorted(record(all[i]))
      local place = rank(at, score)
      local better = style == 1 and place - 1 or call('ZCOUNT', board, '-inf', '(' .. score)
      parts[i + 1] = '\1' .. bytes(place) .. bytes(better) .. pack('>Hc0', #all[i], all[i])
    end
  end
  return table.concat(parts)
end

if what == 3 then
  return found()
end
local version = call('HGET', records, '\255') or '\0\0\0\0\0\0\0\0'
if what == 0 then
  local known, count = read('>c8I4', arguments, from)
  return known == version and 'U' .. total or listed(version, 0, count - 1)
elseif what == 1 then
  local score, place, count = read('>Bc0Hc0I4', arguments, from)
  local first = upTo(score, place)
  return listed(version, first, first + count - 1)
end
local member, each = read('>Hc0I4', arguments, from)
local own = call('HGET', records, member)
local at = own and index(member, own)
return at and listed(version, math.max(at - each, 0), at + each) or listed(version, 0, -1)
