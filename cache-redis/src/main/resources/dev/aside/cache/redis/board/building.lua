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
  if building and now < number(building, 1) then
    return sub(building, 9, 16), sub(building, 17)
  elseif building then
    dropBuild(sub(building, 17))
  end
end
