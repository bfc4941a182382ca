-- For scripts that are not called often.
local function onto(generation, window)
  local name = generation .. ':' .. window
  board, records, scores = key .. 'z' .. name, key .. 'h' .. name, key .. 's' .. name
end

-- Returns what to answer in place of all else: X and the definition that is recorded, if it is another; N if there is none and the
-- caller has to say it.
local function refuses(recorded)
  if not recorded and text == '' then
    return 'N'
  elseif not recorded then
    call('HSET', meta, 'd', digest .. text)
  elseif sub(recorded, 1, 16) ~= digest then
    return 'X' .. pack('>Hc0', #recorded - 16, sub(recorded, 17))
  end
end

-- The version after this one.
local function later(version)
  return pack('>d', version and math.max(micros, read('>d', version) + 1) or micros)
end

-- The build that is open, if there is one, and its generation. One that is over is forgotten by whoever finds it.
local function drop(generation, window)
  onto(generation, window)
  call('UNLINK', board, records, scores)
end

local function dropBuild(generation)
  for _, window in ipairs(call('SMEMBERS', key .. 'b' .. generation)) do
    drop(generation, window)
  end
  call('UNLINK', key .. 'b' .. generation)
  call('HDEL', meta, 'u')
end

local function open(building)
  if building and now < read('>d', building) then
    return sub(building, 9, 16), sub(building, 17)
  elseif building then
    dropBuild(sub(building, 17))
  end
end
