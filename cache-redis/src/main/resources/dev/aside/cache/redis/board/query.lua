-- Reads windows: 0 from the beginning, 1 behind a place, 2 around a member, 3 some members. Changes nothing. Answers each time L, how many
-- there are, the version and a list; U and how many there are, if the version is the one known; F, how many there are and of each whether
-- it stands, its rank, how many have a better score, and its record; or X and the definition that is recorded, if it is another.
local recorded = call('HMGET', meta, 'd', 'g', 'a')
if recorded[1] and sub(recorded[1], 1, 16) ~= digest then
  return 'X' .. pack('>Hc0', #recorded[1] - 16, sub(recorded[1], 17))
end
local answers, generation = {''}, recorded[2] or '0'
isPlain = ties < 2 and not recorded[3]

-- How many are at a place or before it: among those with the score it is looked for where nobody stands at it.
local function upTo(score, place)
  local there = call('ZSCORE', board, place)
  if there and tonumber(there) == tonumber(score) then
    return call('ZRANK', board, place) + 1
  end
  local low = call('ZCOUNT', board, '-inf', '(' .. score)
  local high = low + call('ZCOUNT', board, score, score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local other = call('ZRANGE', board, middle, middle)[1]
    local at, most = 1, math.min(#other, #place)
    while at <= most and other:byte(at) == place:byte(at) do
      at = at + 1
    end
    local isBefore = #other < #place
    if at <= most then
      isBefore = other:byte(at) < place:byte(at)
    end
    if isBefore then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

local function found()
  local members, count = {}
  count, from = read('>I4', arguments, from)
  for i = 1, count do
    members[i], from = read('>Hc0', arguments, from)
  end
  local all = count > 0 and call('HMGET', records, unpack(members)) or {}
  local parts = {}
  for i, member in ipairs(members) do
    local own, index = all[i]
    local score, column, at
    if own then
      score, column, at = read('>ddd', own)
      index = call('ZRANK', board, element(member, column, at))
    end
    parts[i] = '\0'
    if index then
      score = highest == 1 and 0 - score or score
      local place = rank and rank(index, score) or index + 1
      local better = style == 1 and place - 1 or call('ZCOUNT', board, '-inf', string.format('(%.0f', score))
      parts[i] = pack('>BddHc0', 1, place, better, #own, own)
    end
  end
  return table.concat(parts)
end

while from <= #arguments do
  local what, window, answer
  what, window, from = read('>BBc0', arguments, from)
  window = generation .. ':' .. window
  board, records, scores = key .. 'z' .. window, key .. 'h' .. window, key .. 's' .. window
  local total = pack('>d', call('ZCARD', board))
  if what == 3 then
    answer = 'F' .. total .. found()
  else
    local version, first, last
    if what == 2 then
      local member, each
      member, each, from = read('>Hc0I4', arguments, from)
      local own = call('HMGET', records, member, '\255')
      version = own[2] or '\0\0\0\0\0\0\0\0'
      if own[1] then
        local _, column, at = read('>ddd', own[1])
        local index = call('ZRANK', board, element(member, column, at))
        first, last = index and (index > each and index - each or 0), index and index + each
      end
    else
      version = call('HGET', records, '\255') or '\0\0\0\0\0\0\0\0'
      local known, score, place, count
      if what == 0 then
        known, count, from = read('>c8I4', arguments, from)
        first = known ~= version and 0
      else
        score, place, count, from = read('>Bc0Hc0I4', arguments, from)
        first = upTo(score, place)
      end
      last = first and first + count - 1
      answer = not first and 'U' .. total
    end
    answer = answer or 'L' .. total .. version .. (first and first <= last and list(first, last, answers) or '\0')
  end
  answers[1] = answers[1] .. answer
end
return #answers == 1 and answers[1] or answers
